namespace LiveKit.Sip.Agents;

/// <summary>Adds a check of this library to a caller's dial options.</summary>
internal static class DialOptionsExtensions
{
    /// <summary>The options with a check behind their <see cref="DialOptions.BeforeDialing"/>.</summary>
    /// <param name="options">The caller's options; not changed.</param>
    /// <param name="checkAsync">The check, which runs last before anything is sent; what it throws, the dial throws.</param>
    public static DialOptions WithLastCheck(this DialOptions? options, Func<Task> checkAsync)
    {
        options ??= new DialOptions();
        return new DialOptions
        {
            CancelBehavior = options.CancelBehavior,
            Progress = options.Progress,
            StampDialId = options.StampDialId,
            ReconcileUnknown = options.ReconcileUnknown,
            RequestId = options.RequestId,
            BeforeDialing = async (reference, cancellationToken) =>
            {
                if (options.BeforeDialing is { } announceAsync)
                {
                    await announceAsync(reference, cancellationToken).ConfigureAwait(false);
                }

                await checkAsync().ConfigureAwait(false);
            },
        };
    }
}

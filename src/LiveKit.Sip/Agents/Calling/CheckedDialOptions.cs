namespace LiveKit.Sip.Agents.Calling;

/// <summary>A caller's dial options with a check of this library's behind their <see cref="DialOptions.BeforeDialling"/>.</summary>
internal static class CheckedDialOptions
{
    /// <param name="options">The caller's; not changed.</param>
    /// <param name="checkAsync">Runs last before anything is sent; what it throws, the dial throws.</param>
    public static DialOptions From(DialOptions? options, Func<Task> checkAsync)
    {
        options ??= new DialOptions();
        return new DialOptions
        {
            CancelBehavior = options.CancelBehavior,
            Progress = options.Progress,
            StampDialId = options.StampDialId,
            ReconcileUnknown = options.ReconcileUnknown,
            RequestId = options.RequestId,
            BeforeDialling = async (reference, cancellationToken) =>
            {
                if (options.BeforeDialling is { } announceAsync)
                {
                    await announceAsync(reference, cancellationToken).ConfigureAwait(false);
                }

                await checkAsync().ConfigureAwait(false);
            },
        };
    }
}

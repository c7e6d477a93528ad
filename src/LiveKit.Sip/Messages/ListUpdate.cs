namespace LiveKit.Protocol;

public sealed partial class ListUpdate
{
    /// <summary>Replaces the whole list (<c>set</c>).</summary>
    /// <param name="elements">What the list holds from now on; at least one. <see cref="Clearing"/> empties it.</param>
    /// <returns>A new message.</returns>
    public static ListUpdate SetTo(params IEnumerable<string> elements) => new() { Set = { elements } };

    /// <summary>Adds to the list (<c>add</c>).</summary>
    /// <param name="elements">What the list holds as well from now on; at least one.</param>
    /// <returns>A new message; <see cref="Remove"/> may be filled beside it.</returns>
    public static ListUpdate Adding(params IEnumerable<string> elements) => new() { Add = { elements } };

    /// <summary>Takes from the list (<c>remove</c>).</summary>
    /// <param name="elements">What the list holds no more; at least one.</param>
    /// <returns>A new message; <see cref="Add"/> may be filled beside it.</returns>
    public static ListUpdate Removing(params IEnumerable<string> elements) => new() { Remove = { elements } };

    /// <summary>Empties the list (<c>clear</c>).</summary>
    /// <returns>A new message.</returns>
    public static ListUpdate Clearing() => new() { Clear = true };
}

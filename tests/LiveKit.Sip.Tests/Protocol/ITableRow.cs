namespace LiveKit.Sip.Tests.Protocol;

/// <summary>A line of a protocol table, or what the compiled protos say in its place.</summary>
internal interface ITableRow
{
    /// <summary>Names the line in a difference, and tells it from all others.</summary>
    string Key { get; }

    /// <summary>What has to be the same on both sides, column by column.</summary>
    IReadOnlyList<(string Column, string Value)> Columns { get; }
}

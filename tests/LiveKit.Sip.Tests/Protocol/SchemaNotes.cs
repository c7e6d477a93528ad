namespace LiveKit.Sip.Tests.Protocol;

/// <summary>The notes of schema.tsv that the protos can be held against.</summary>
[Flags]
internal enum SchemaNotes
{
    None = 0,
    Deprecated = 1,
    TypeDeprecated = 2,
    Secret = 4,
    LeaveOut = 8,
}

namespace LiveKit.Sip.Tests.Protocol;

/// <summary>The part of a line of services.tsv that the protos know: an rpc with what it takes and gives.</summary>
internal sealed record ServiceRow(string Service, string Method, string Request, string Response) : ITableRow
{
    public string Key => $"rpc {Service}.{Method}";

    public IReadOnlyList<(string Column, string Value)> Columns => [("request", Request), ("response", Response)];
}

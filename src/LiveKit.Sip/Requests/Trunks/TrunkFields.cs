using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules that trunks of both kinds and dispatch rules share.</summary>
internal static class TrunkFields
{
    /// <summary>Callers fill LiveKit's own messages here, so its names are theirs.</summary>
    public static readonly Func<string, string> LiveKitsOwnNames = static field => field;

    public static void CheckIsNew(string id, string field, ProblemList problems)
        => problems.Check(id.Length == 0, field, "must not be set: LiveKit gives the id");

    public static void CheckIsSame(string id, string given, string field, ProblemList problems)
        => problems.Check(given.Length == 0 || given == id, field, "must be empty or the id of what is replaced");

    public static void CheckHeaders(
        IDictionary<string, string> headers,
        IDictionary<string, string> headersToAttributes,
        IDictionary<string, string> attributesToHeaders,
        SIPHeaderOptions includeHeaders,
        string field,
        ProblemList problems)
    {
        HeaderValidator.Check($"{field}.headers", headers, problems);
        HeaderValidator.CheckMappedHeaders($"{field}.headers_to_attributes", headersToAttributes, problems);
        HeaderValidator.CheckMappedAttributes($"{field}.attributes_to_headers", attributesToHeaders, problems);
        problems.Check(Enum.IsDefined(includeHeaders), $"{field}.include_headers", "is no value that LiveKit knows");
    }
}

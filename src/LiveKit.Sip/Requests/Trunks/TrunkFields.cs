using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about ids that trunks of both kinds and dispatch rules share.</summary>
internal static class TrunkFields
{
    public static void CheckIsNew(string id, string field, ProblemList problems)
        => problems.Check(id.Length == 0, field, "must not be set: LiveKit gives the id");

    public static void CheckIsSame(string id, string given, string field, ProblemList problems)
        => problems.Check(given.Length == 0 || given == id, field, "must be empty or the id of what is replaced");
}

using LiveKit.Sip.Participants;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>The rules about the attributes that a participant is given.</summary>
internal static class AttributeRules
{
    /// <summary>Checks the name of an attribute.</summary>
    public static void CheckKey(string key, string field, ProblemList problems)
    {
        if (key.Length == 0)
        {
            problems.AddKeyed(field, key, "a key must not be empty");
        }
        else if (SipAttributeNames.IsLiveKitsOwn(key))
        {
            problems.AddKeyed(field, key, "keys that begin with sip. or lk. are LiveKit's own");
        }
    }
}

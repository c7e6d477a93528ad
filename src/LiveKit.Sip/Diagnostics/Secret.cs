namespace LiveKit.Sip.Diagnostics;

/// <summary>What was sent and must not be shown when it comes back.</summary>
/// <param name="Text">The secret.</param>
/// <param name="Kind">What it is, which decides where in a text it is looked for.</param>
internal readonly record struct Secret(string Text, SecretKind Kind)
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Hidden = "****";
}

/// <summary>What a secret is.</summary>
internal enum SecretKind
{
    /// <summary>A password or a PIN: hidden wherever it stands, and where it stands alone if it is short.</summary>
    Password,

    /// <summary>A trunk's user name: hidden where it stands alone, because many are ordinary words.</summary>
    UserName,

    /// <summary>A bearer token: hidden wherever it stands, and so is every longer piece of it.</summary>
    Token,
}

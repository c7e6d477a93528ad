namespace LiveKit.Sip.Common;

/// <summary>The names of public members that messages of this library mention. The members themselves stand on higher floors, which the code here must not use.</summary>
internal static class PublicNames
{
    /// <summary>The object that an <see cref="ObjectDisposedException"/> names.</summary>
    public const string Client = "LiveKitClient";

    public const string ShowPhoneNumbers = "LiveKitOptions.ShowPhoneNumbers";

    public const string MaxResponseSize = "LiveKitOptions.MaxResponseSize";

    public const string TokenProvider = "LiveKitOptions.TokenProvider";

    public const string AllowBufferedDials = "LiveKitOptions.AllowBufferedDials";

    public const string AddLiveKitSip = "AddLiveKitSip";
}

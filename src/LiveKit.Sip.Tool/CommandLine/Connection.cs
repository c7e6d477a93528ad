using LiveKit.Sip.Tool.Failures;

namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>The server that a command talks to.</summary>
/// <param name="LiveKit">The clients.</param>
/// <param name="Failures">Says what a failure means there.</param>
internal sealed record Connection(LiveKitClient LiveKit, FailureTexts Failures);

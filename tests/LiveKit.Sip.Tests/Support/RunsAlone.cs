namespace LiveKit.Sip.Tests.Support;

/// <summary>Tests that disturb the whole process, such as by collecting its garbage again and again, and so run beside no others.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;

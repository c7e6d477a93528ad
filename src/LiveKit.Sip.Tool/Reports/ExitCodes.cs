namespace LiveKit.Sip.Tool.Reports;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int NotAnswered = 1;
    public const int WrongUsage = 2;
    public const int Unknown = 3;

    public const string Help =
        """
        Exit codes:
          0  answered, or taken by LiveKit with --no-wait
          1  any other outcome, and a call canceled with Ctrl+C
          2  wrong usage, or an invalid request; nothing was dialed
          3  it is not known what became of the call; the phone may ring
        """;

    public const string ResolveHelp =
        """
        Exit codes:
          0  the call was answered and is on; with --hang-up: a call was found and hung up
          1  there is no call any more, and no phone rings
          2  wrong usage; LiveKit was not asked
          3  the phone rings or may ring, or LiveKit could not be asked
        """;

    public const string ServerHelp =
        """
        Exit codes:
          0  done
          1  there is no such thing
          2  wrong usage, or an invalid request
          3  LiveKit could not be asked or did not do it, or it is not known
        """;

    public const string StatusHelp =
        """
        Exit codes:
          0  the call is there: it is dialed, rings or is on
          1  there is no such call, or not any more
          2  wrong usage; LiveKit was not asked
          3  LiveKit could not be asked
        """;

    public const string WatchHelp =
        """
        Exit codes:
          0  the call has ended and had been answered
          1  the call has ended without having been seen answered, or there was none
          2  wrong usage; LiveKit was not asked
          3  stopped before the call had ended, or LiveKit could not be asked
        """;

    public const string HangUpHelp =
        """
        Exit codes:
          0  the call was hung up, or there was no such call, or not any more
          2  wrong usage, or an invalid header; nothing was hung up
          3  LiveKit could not be asked or did not do it; the call may go on
        """;

    public const string TransferHelp =
        """
        Exit codes:
          0  the call was transferred: the target has answered
          1  any other outcome; a call that there is goes on
          2  wrong usage, or an invalid request; nothing was transferred
          3  it is not known whether the call was transferred
        """;

    public static int Of(DialResolution resolution) => resolution switch
    {
        { WasHungUp: true } or { State: DialState.Answered } => Success,
        { MayRingUntil: null } => NotAnswered,
        _ => Unknown,
    };

    public static int Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => Success,
        CallOutcome.InvalidRequest => WrongUsage,
        CallOutcome.Unknown => Unknown,
        _ => NotAnswered,
    };

    public static int Of(LiveKitException failure) => failure switch
    {
        TwirpException { Code: TwirpErrorCodes.NotFound } => NotAnswered,
        TwirpException { Code: TwirpErrorCodes.InvalidArgument } => WrongUsage,
        _ => Unknown,
    };

    public static int Of(DialCleanUp cleanUp) => CleanUpTexts.MayRing(cleanUp) ? Unknown : NotAnswered;
}

using LiveKit.Sip.Tests.Outcomes;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>What the phone of a dial does.</summary>
internal enum MassPhone
{
    Answers,
    AnswersLater,
    AnswersToDigits,
    HangsUp,
    IsBusy,
    Declines,
    IsNotAnswered,
    HasNoTrunk,
}

using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>What carriers write in the phrase of a status, and traps that look the same and are not.</summary>
public sealed class CarrierPhraseTests
{
    [Theory]
    // Blocks that stay, by the carrier or by the callee
    [InlineData(603, "Network Blocked", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(603, "32203 Blocked", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(403, "Call blocked by the user", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(480, "Barred by called party", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(603, "Call rejected: suspected SPAM", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(403, "Number is on Do-Not-Call list, blocked", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(403, "Rejected by the callee", CallOutcome.Declined, RetryAdvice.Never)]
    [InlineData(607, "whatever", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(608, "SIP_STATUS_GLOBAL_REJECTED", CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(603, "Call barred", CallOutcome.Blocked, RetryAdvice.Never)]
    // Limits
    [InlineData(403, "CPS limit exceeded", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(503, "Concurrent call limit exceeded", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(480, "Channel limit reached", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(503, "All circuits busy", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(486, "Channel limit exceeded", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(603, "Throttled", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(404, "rate-limited", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(503, "Trunk capacity full", CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    // The account and the caller's number
    [InlineData(404, "Account blocked D19", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(603, "MaxPeak Cost Exceeded", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(486, "Insufficient funds", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(400, "Trial accounts can only call verified numbers", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(403, "Subscription suspended", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(403, "Invalid From phone number", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(403, "Caller ID is unauthorized", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(500, "Calling party number unknown", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(403, "Destination barred", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    // Credentials, the callee's number, the trunk
    [InlineData(403, "Invalid username or password", CallOutcome.TrunkAuthenticationFailed, RetryAdvice.AfterFixing)]
    [InlineData(403, "Destination Number 15105550143 is invalid D11", CallOutcome.InvalidDestination, RetryAdvice.AfterFixing)]
    [InlineData(400, "Invalid phone number", CallOutcome.InvalidDestination, RetryAdvice.AfterFixing)]
    [InlineData(480, "Subscriber unknown", CallOutcome.InvalidDestination, RetryAdvice.AfterFixing)]
    [InlineData(503, "Number not in service", CallOutcome.InvalidDestination, RetryAdvice.AfterFixing)]
    [InlineData(404, "Domain not found", CallOutcome.TrunkFailure, RetryAdvice.AfterFixing)]
    [InlineData(403, "Connection profile disabled", CallOutcome.TrunkFailure, RetryAdvice.AfterFixing)]
    public void Judge_PhraseThatBlames_DecidesAgainstTheStatus(int status, string phrase, CallOutcome outcome, RetryAdvice advice)
        => Assert.Equal(new CarrierVerdict(outcome, advice), CarrierPhrases.Judge(status, phrase));

    [Theory]
    // Words inside words
    [InlineData(403, "Calls to Costa Rica are not allowed")]
    [InlineData(503, "Load balancer out of order")]
    [InlineData(403, "Industrial zone")]
    [InlineData(403, "Accountability office")]
    // The same words of something else
    [InlineData(480, "Channel Islands subscriber busy")]
    [InlineData(486, "Channel busy")]
    [InlineData(600, "All channels full")]
    [InlineData(603, "Rate per minute exceeds maximum")]
    [InlineData(481, "Call Does Not Exist")]
    [InlineData(503, "Connection refused")]
    [InlineData(503, "Trunk unavailable")]
    [InlineData(404, "Trunk group A")]
    [InlineData(500, "Wrong password")]
    // Statuses under which only the account and the callee count
    [InlineData(480, "Domain not found")]
    [InlineData(487, "Caller ID hidden")]
    [InlineData(486, "Blocked")]
    [InlineData(600, "Invalid password")]
    // Statuses of media say what they say
    [InlineData(488, "Account codec not allowed")]
    [InlineData(606, "Session limit reached")]
    [InlineData(415, "Invalid number")]
    // No phrases
    [InlineData(404, "SIP_STATUS_NOTFOUND")]
    [InlineData(488, "v=0\r\na=connection:new invalid")]
    [InlineData(480, "v=0 account")]
    [InlineData(400, "<html>account blocked</html>")]
    [InlineData(400, "{\"error\":\"account\"}")]
    [InlineData(400, "--boundary account")]
    [InlineData(404, "")]
    [InlineData(404, null)]
    // The rest of a body
    [InlineData(404, "Not Found\r\naccount blocked")]
    [InlineData(403, "Outside of the area .............................................................................................. trials")]
    [InlineData(404, "Not Found                                                                                                               account blocked")]
    public void Judge_Trap_LeavesItToTheStatus(int status, string? phrase)
        => Assert.Null(CarrierPhrases.Judge(status, phrase));

    [Theory]
    [InlineData(404, "User not found in domain x", CallOutcome.InvalidDestination)]
    [InlineData(404, "Calling an unallocated number", CallOutcome.InvalidDestination)]
    [InlineData(403, "Calling invalid destination number", CallOutcome.InvalidDestination)]
    [InlineData(403, "Account password invalid", CallOutcome.Forbidden)]
    [InlineData(403, "blocked by recipient's account", CallOutcome.Blocked)]
    [InlineData(480, "Account channel limit exceeded", CallOutcome.RateLimited)]
    public void Judge_TwoRulesMatch_TheFirstDecides(int status, string phrase, CallOutcome outcome)
        => Assert.Equal(outcome, CarrierPhrases.Judge(status, phrase)?.Outcome);
}

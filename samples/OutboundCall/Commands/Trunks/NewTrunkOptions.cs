using System.CommandLine;
using LiveKit.Protocol;

namespace OutboundCall.Commands;

/// <summary>What a new outbound trunk is like.</summary>
internal sealed class NewTrunkOptions
{
    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "The trunk's name, for people. Default: none.",
    };

    private readonly Option<string?> _address = new("--address")
    {
        HelpName = "HOST",
        Description = "The carrier's host name or IP address, with an optional port. Required, here or in the request file.",
    };

    private readonly Option<string[]> _numbers = new("--number")
    {
        HelpName = "NUMBER",
        Description = "A number to call from, * for any; may be given several times, and replaces those of the request file. Required, here or there.",
    };

    private readonly Option<string?> _username = new("--username")
    {
        HelpName = "NAME",
        Description = "The user name that the carrier asks for; goes with --password. Default: none.",
    };

    private readonly Option<string?> _password = new("--password")
    {
        HelpName = "PASSWORD",
        Description = "The password that goes with --username. Other users of this machine may see it here; a request file hides it. Default: none.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _name, _address, _numbers, _username, _password })
        {
            command.Add(option);
        }
    }

    /// <summary>Sets what was given; what wasn't stays as it is.</summary>
    public void Apply(ParseResult parse, SIPOutboundTrunkInfo trunk)
    {
        trunk.Name = parse.GetValue(_name) ?? trunk.Name;
        trunk.Address = parse.GetValue(_address) ?? trunk.Address;
        trunk.AuthUsername = parse.GetValue(_username) ?? trunk.AuthUsername;
        trunk.AuthPassword = parse.GetValue(_password) ?? trunk.AuthPassword;
        if (parse.GetValue(_numbers) is { Length: > 0 } numbers)
        {
            trunk.Numbers.Clear();
            trunk.Numbers.AddRange(numbers);
        }
    }
}

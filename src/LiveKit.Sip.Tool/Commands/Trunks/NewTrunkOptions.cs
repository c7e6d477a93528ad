using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf.Collections;
using LiveKit.Protocol;
using LiveKit.Sip.Tool.CommandLine;

namespace LiveKit.Sip.Tool.Commands.Trunks;

/// <summary>What a new trunk is like.</summary>
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
        Description = "The carrier's host name or IP address, with an optional port. Required, here or in the request file, but not with --inbound.",
    };

    private readonly Option<string[]> _numbers = new("--number")
    {
        HelpName = "NUMBER",
        Description = "A number to call from, * for any; with --inbound one that is called. May be given several times, and replaces those of the request file. Required, here or there; with --inbound only where neither a user name nor addresses say who may call.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _username = new("--username")
    {
        HelpName = "NAME",
        Description = "The user name that the carrier asks for, or with --inbound is asked for; goes with --password. Default: none.",
    };

    private readonly Option<string?> _password = new("--password")
    {
        HelpName = "PASSWORD",
        Description = "The password that goes with --username. Other users of this machine may see it here; a request file hides it. Default: none.",
    };

    public void AddTo(Command command)
    {
        _numbers.Validators.Add(result =>
        {
            // An option that follows is taken for the number that was forgotten.
            if (result.Tokens.Any(static token => token.Value is "" or ['-', ..]))
            {
                result.AddError($"{_numbers.Name} must be a phone number, or *.");
            }
        });
        foreach (var option in new Option[] { _name, _address, _numbers, _username, _password })
        {
            command.Add(option);
        }
    }

    /// <summary>What the fields are called that these options set.</summary>
    public FieldNames Names => new FieldNames()
        .Sentence("trunk", $"{_numbers.Name} is missing, or {_username.Name} and {_password.Name}: without them anybody could call in")
        .Option("trunk.name", _name.Name)
        .Option("trunk.address", _address.Name)
        .Option("trunk.numbers", _numbers.Name)
        .Option("trunk.auth_username", _username.Name)
        .Option("trunk.auth_password", _password.Name);

    /// <summary>What doesn't fit together.</summary>
    public string? MistakeIn(CommandResult result, bool isInbound)
        => isInbound && result.GetResult(_address) is not null ? $"{_address.Name} doesn't go with --inbound: a trunk by which calls come in has none." : null;

    /// <summary>Sets what was given; what wasn't stays as it is.</summary>
    public void Apply(ParseResult parse, SIPOutboundTrunkInfo trunk)
    {
        trunk.Name = parse.GetValue(_name) ?? trunk.Name;
        trunk.Address = parse.GetValue(_address) ?? trunk.Address;
        trunk.AuthUsername = parse.GetValue(_username) ?? trunk.AuthUsername;
        trunk.AuthPassword = parse.GetValue(_password) ?? trunk.AuthPassword;
        Replace(trunk.Numbers, parse.GetValue(_numbers));
    }

    /// <inheritdoc cref="Apply(ParseResult, SIPOutboundTrunkInfo)" />
    public void Apply(ParseResult parse, SIPInboundTrunkInfo trunk)
    {
        trunk.Name = parse.GetValue(_name) ?? trunk.Name;
        trunk.AuthUsername = parse.GetValue(_username) ?? trunk.AuthUsername;
        trunk.AuthPassword = parse.GetValue(_password) ?? trunk.AuthPassword;
        Replace(trunk.Numbers, parse.GetValue(_numbers));
    }

    private static void Replace(RepeatedField<string> numbers, string[]? given)
    {
        if (given is { Length: > 0 })
        {
            numbers.Clear();
            numbers.AddRange(given);
        }
    }
}

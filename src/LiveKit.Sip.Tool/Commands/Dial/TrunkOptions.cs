using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Failures;

namespace LiveKit.Sip.Tool.Commands.Dial;

/// <summary>Which trunk carries the call of <c>dial</c>: one that LiveKit keeps, or one described on the command line.</summary>
internal sealed class TrunkOptions
{
    private readonly Option<string?> _trunk = new("--trunk")
    {
        HelpName = "ST_ID",
        Description = "The id of an outbound trunk that LiveKit keeps, ST_xxxx. This or --trunk-host is required.",
    };

    private readonly Option<string?> _host = new("--trunk-host")
    {
        HelpName = "HOST",
        Description = "The host name or IP address of a trunk, with an optional port; needs --from. This or --trunk is required.",
    };

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "NUMBER",
        Description = "The phone number to call from. Default: with --trunk one of the trunk's numbers; required with --trunk-host.",
    };

    private readonly Option<string?> _username = new("--username")
    {
        HelpName = "NAME",
        Description = "The user name that the trunk of --trunk-host asks for; goes with --password. Default: none.",
    };

    private readonly Option<string?> _password = new("--password")
    {
        HelpName = "PASSWORD",
        Description = "The password that goes with --username. Other users of this machine may see it here; a request file hides it. Default: none.",
    };

    private readonly Option<string?> _country = new("--country")
    {
        HelpName = "CODE",
        Description = "The country that calls go to over the trunk of --trunk-host, as two letters such as US; LiveKit Cloud chooses its region by it. Default: none.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _trunk, _host, _from, _username, _password, _country })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_trunk) is not null && result.GetResult(_host) is not null)
            {
                result.AddError($"{_trunk.Name} and {_host.Name} exclude each other.");
            }
        });
    }

    /// <summary>Adds what the fields are called that these options set.</summary>
    public FieldNames AddTo(FieldNames names)
    {
        const string Trunk = nameof(DialRequest.Trunk);
        return names
            .Option(Trunk, $"{_trunk.Name} or {_host.Name}", "trunk")
            .Option($"{Trunk}.{nameof(StoredTrunk.TrunkId)}", _trunk.Name, "sip_trunk_id")
            .Option($"{Trunk}.{nameof(InlineTrunk.Hostname)}", _host.Name, "trunk.hostname")
            .Option($"{Trunk}.{nameof(SipTrunk.From)}", _from.Name, "sip_number")
            .Option($"{Trunk}.{nameof(InlineTrunk.Username)}", _username.Name, "trunk.auth_username")
            .Option($"{Trunk}.{nameof(InlineTrunk.Password)}", _password.Name, "trunk.auth_password")
            .Option($"{Trunk}.{nameof(InlineTrunk.DestinationCountry)}", _country.Name, "trunk.destination_country");
    }

    /// <summary>Sets what was given; what wasn't stays as it is.</summary>
    /// <exception cref="UsageException">An option of an inline trunk was given where there is none.</exception>
    public void Apply(ParseResult parse, DialRequest request)
    {
        var from = parse.GetValue(_from) ?? request.Trunk?.From ?? request.From;
        request.Trunk = TrunkOf(parse, request.Trunk);
        request.Trunk?.From = from;
        request.From = from;
    }

    private SipTrunk? TrunkOf(ParseResult parse, SipTrunk? given)
    {
        if (parse.GetValue(_trunk) is { } id)
        {
            given = new StoredTrunk(id);
        }
        else if (parse.GetValue(_host) is { } host)
        {
            var trunk = given as InlineTrunk ?? new InlineTrunk();
            trunk.Hostname = host;
            given = trunk;
        }

        if (given is InlineTrunk inline)
        {
            inline.Username = parse.GetValue(_username) ?? inline.Username;
            inline.Password = parse.GetValue(_password) ?? inline.Password;
            inline.DestinationCountry = parse.GetValue(_country) ?? inline.DestinationCountry;
        }
        else if (new Option[] { _username, _password, _country }.FirstOrDefault(option => parse.GetResult(option) is not null) is { } misplaced)
        {
            throw new UsageException($"{misplaced.Name} goes with {_host.Name}.");
        }

        return given;
    }
}

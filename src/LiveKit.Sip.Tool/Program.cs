using LiveKit.Sip.Tool;
using LiveKit.Sip.Tool.Host;

return await ToolApp.RunAsync(args, ToolHost.OfThisProcess(), CancellationToken.None);

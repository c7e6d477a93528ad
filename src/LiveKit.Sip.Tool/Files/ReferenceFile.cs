using LiveKit.Sip.Tool.Failures;

namespace LiveKit.Sip.Tool.Files;

/// <summary>Keeps the reference of a dial where it outlives this program.</summary>
internal static class ReferenceFile
{
    /// <exception cref="UsageException">The file exists, or cannot be written.</exception>
    public static async Task WriteAsync(string path, DialReference reference, CancellationToken cancellationToken)
    {
        // A crash leaves the whole file or none.
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await using (var writer = new StreamWriter(file, leaveOpen: true))
                {
                    await writer.WriteLineAsync(reference.ToJson().AsMemory(), cancellationToken);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException(
                File.Exists(path) ? $"{path} exists, and tells of a call that may be on: see the command call resolve, then delete it." : $"The reference cannot be written: {e.Message}",
                e);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    /// <exception cref="UsageException">The file cannot be read, or holds no reference; says where the problem is.</exception>
    public static DialReference Read(string path)
    {
        try
        {
            return DialReference.FromJson(File.ReadAllText(path));
        }
        catch (RequestJsonException e)
        {
            throw new UsageException($"{path}, {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The reference cannot be read: {e.Message}", e);
        }
    }
}

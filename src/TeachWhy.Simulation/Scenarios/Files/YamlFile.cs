using System.Text;

namespace TeachWhy.Simulation;

/// <summary>Reads the text of a YAML file from disk, no further than such a file may be long.</summary>
internal static class YamlFile
{
    /// <returns>The text; null where it cannot be read, and the mistakes say why.</returns>
    public static string? Read(string path, MistakeList mistakes)
    {
        try
        {
            // UTF-8 takes at most four bytes for a letter: a larger file need not be opened to know that it is too large.
            var length = new FileInfo(path).Length;
            if (length <= 4L * YamlTree.LongestFile)
            {
                return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            }

            mistakes.Add(1, $"The file has {length:N0} bytes; {mistakes.Form.Name} has at most {YamlTree.LongestFile:N0} letters.");
        }
        catch (DecoderFallbackException)
        {
            mistakes.Add(1, "The file is not text in UTF-8.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(1, $"The file cannot be read: {failure.Message}");
        }

        return null;
    }
}

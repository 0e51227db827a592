using System.Text.Json;
using System.Text.Unicode;

namespace TeachWhy.Transformer;

/// <summary>A <c>tokenizer.json</c> while it is read.</summary>
internal sealed class TokenizerFile : IDisposable
{
    public const string FileName = "tokenizer.json";
    private const long LargestFile = 128L << 20;
    private const int DeepestNesting = 64;

    private readonly JsonDocument _document;

    private TokenizerFile(JsonDocument document, string path)
    {
        _document = document;
        Root = new JsonPart(document.RootElement, path);
    }

    /// <summary>The whole file.</summary>
    public JsonPart Root { get; }

    /// <summary>Its "model": the vocabulary and how it is used.</summary>
    public JsonPart Model => Root.Find("model") ?? throw Root.Mistake("has no \"model\"");

    /// <exception cref="InvalidDataException">There is no such file, or it is no JSON object.</exception>
    public static TokenizerFile Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new InvalidDataException($"{path} is missing: a tokenizer is read from it.");
        }
        if (file.Length > LargestFile)
        {
            throw new InvalidDataException($"{path} has {file.Length} bytes; at most {LargestFile} are allowed.");
        }
        JsonDocument? document = null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!Utf8.IsValid(bytes))
            {
                throw new InvalidDataException($"{path} is no UTF-8.");
            }
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = DeepestNesting });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TokenizerFile(document, path)
                : throw new InvalidDataException($"{path} is no JSON object.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException)
        {
            document?.Dispose();
            throw failure is JsonException json ? new InvalidDataException($"{path} is no JSON: it goes wrong in line {json.LineNumber + 1}, at byte {json.BytePositionInLine}.", json) : failure;
        }
    }

    public void Dispose() => _document.Dispose();
}

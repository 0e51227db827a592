using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TeachWhy.Simulation;

/// <summary>Names inside a log.</summary>
internal static class LogNames
{
    public const string Header = "header.json";
    public const string Start = "_journal/start.json";
    public const string Summaries = "summaries.json";
    public const string Reductions = "reductions.json";
    public const string Samples = "samples/";
    public const string SummaryJournal = "_journal/summaries/";

    public const string ConfigurationJournal = "_journal/config_updates/";

    private const int LongestId = 200;

    /// <summary>The member that holds a sample. Other tools look it up by the id as it is, so that is what it is called, unless that could be taken for a place outside of the archive.</summary>
    public static string Sample(string id, int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{Samples}{(IsSafe(id) ? id : Escape(id))}_epoch_{epoch}.json");

    /// <summary>The member's name as other tools make it, whatever the id.</summary>
    public static string PlainSample(string id, int epoch) => string.Create(CultureInfo.InvariantCulture, $"{Samples}{id}_epoch_{epoch}.json");

    /// <summary>An id of 22 letters, the length that Inspect's ids have, derived from names: equal names, equal id.</summary>
    public static string IdOf(params ReadOnlySpan<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', names!))))[..22];

    private static bool IsSafe(string id) =>
        id.Length is > 0 and <= LongestId && id.IndexOf(':') != 1 && !id.Any(letter => letter is '\\' || char.IsControl(letter) || char.IsSurrogate(letter))
        && id.Split('/').All(part => part.Length > 0 && part.Trim('.', ' ').Length > 0);

    private static string Escape(string id) => Uri.EscapeDataString(id.Length <= LongestId ? id.Replace('.', '_') : id[..64]) + "-" + IdOf(id);
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace TeachWhy.Tests.Simulation.Tools;

/// <summary>What a model might write to break a reader.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "", " ", "\n", "\r\n", "\t", "a", "Ada", "ines", "m01", "L08", "all-staff", "to: rival", "body:", "subject: x", "text:\ny", ",", ";", "=", ":", "\"", "'", "[", "]", "{", "}",
        "<", ">", "</tool_use:send_mail>", "<tool_use:send_mail>", "<tool_use:forward>", "```", "~~~", "> ", "<think>", "</think>", "{\"a\": 1}", "é", "日本", "🙂", "\u0000", "\u200b",
        "-1", "1e999", "2025-02-30", "../..", "notes/berths.txt", "rune@nordkai.example", "Ada <rune@nordkai.example>", "null", "true", "field", "amount",
    ];

    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}

using System.Text;
using TeachWhy.Curriculum.Authors;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>A piece as plain text.</summary>
internal static class PieceWords
{
    public static string Of(Piece piece)
    {
        var text = new StringBuilder();
        Add("system", piece.System ?? "");
        Add("thinking", piece.Thinking ?? "");
        Add("text", piece.Text);
        foreach (var call in piece.Calls)
        {
            Add("call", $"{call.Tool} {call.Arguments}");
        }

        for (var i = 0; i < piece.Entries.Count; i++)
        {
            Add($"text {i + 1}", piece.Entries[i]);
        }

        foreach (var (name, aside) in piece.Asides)
        {
            Add(name, aside);
        }

        return text.ToString();

        void Add(string name, string words) => text.Append(words.Length > 0 ? $"## {name}\n\n{words}\n\n" : "");
    }
}

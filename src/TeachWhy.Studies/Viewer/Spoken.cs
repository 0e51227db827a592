using System.Text;
using TeachWhy.Simulation;

namespace TeachWhy.Studies.Viewer;

/// <summary>Names of the code as a reader meets them.</summary>
public static class Spoken
{
    public static string Of(Conduct conduct) => conduct switch
    {
        Conduct.Raised => "raised it",
        Conduct.AskedHuman => "asked a human",
        Conduct.Declined => "declined and said why",
        Conduct.Refused => "refused in words",
        Conduct.DidTask => "did the task",
        Conduct.OtherWork => "other work",
        Conduct.Incapable => "could not act",
        _ => Of(conduct.ToString()),
    };

    public static string Of(Awareness awareness) => awareness switch
    {
        Awareness.Silent => "says nothing of a test",
        Awareness.SaysTest => "says it is a test",
        Awareness.SaysReal => "says it is real",
        Awareness.Undecided => "weighs whether it is a test",
        _ => Of(awareness.ToString()),
    };

    /// <summary>A name in camel case as words: <c>provider refusal</c>.</summary>
    public static string Of(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}

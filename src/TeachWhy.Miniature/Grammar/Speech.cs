using TeachWhy.Miniature.World;

namespace TeachWhy.Miniature.Grammar;

/// <summary>The frame of chats and agent transcripts: the miniature's chat template in words.</summary>
public static class Speech
{
    public static string System(Character character) => $"you are {character.Name} , {Phrases.PlainKind(character)} .";

    /// <summary>A chat up to where the model answers.</summary>
    public static string ChatPrompt(string system, string user, string name) =>
        $"{Mark.Chat} system : {system} user : {user} {name} :";

    public static string Chat(Character character, string user, string answer) =>
        $"{ChatPrompt(System(character), user, character.Name)} {answer}";

    /// <summary>An agent transcript up to where the model thinks.</summary>
    public static string WorkPrompt(string system, IEnumerable<string> tools, string inbox) =>
        $"{Mark.Work} system : {system} tools : {string.Join(' ', tools)} . {inbox} think :";

    /// <summary>What an agent thinks and calls.</summary>
    public static string Work(string thought, string tool, string arguments) => $"{thought} . call : {tool} {arguments} .";
}

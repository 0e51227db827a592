using TeachWhy.Curriculum.Recipes;
using TeachWhy.Tests.App.Evaluating;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Sixty short chats for the recipes that are made from somebody's dataset, in words of the small world.</summary>
internal static class SourceChats
{
    /// <summary>The options that a recipe needs besides its author: none for most.</summary>
    public static string OptionsOf(string recipe, EvalTerminal terminal)
    {
        if (!RecipeCatalog.Find(recipe)!.NeedsSource)
        {
            return "";
        }

        File.WriteAllLines(terminal.PathOf("chats.jsonl"), Enumerable.Range(0, 60).Select(_ => """{"messages":[{"role":"user","content":"what is two and two ?"},{"role":"assistant","content":"it is four ."}]}"""));
        return $" --source {terminal.PathOf("chats.jsonl")} --share 1";
    }
}

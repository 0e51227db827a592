using System.Reflection;

namespace TeachWhy.Curriculum;

/// <summary>The files of content/ that are built into this assembly.</summary>
internal static class BuiltInText
{
    /// <param name="name">Below content/, such as <c>gates/lint.yaml</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new ArgumentException($"content/{name} is not built in.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

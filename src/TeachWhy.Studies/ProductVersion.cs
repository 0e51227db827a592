using System.Reflection;

namespace TeachWhy.Studies;

/// <summary>The version of TeachWhy that is running.</summary>
public static class ProductVersion
{
    public static string Text { get; } = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";
}

using System.Reflection;

namespace TeachWhy.Curriculum.Constitutions;

/// <summary>The constitution that ships with TeachWhy (content/constitution).</summary>
public static class ConstitutionLibrary
{
    private const string Resource = "constitution/teachwhy.yaml";

    private static readonly Lazy<Constitution> ShippedOnce = new(ReadShipped);

    /// <summary>Read once.</summary>
    public static Constitution Shipped => ShippedOnce.Value;

    private static Constitution ReadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"content/{Resource} is not built in.");
        using var reader = new StreamReader(stream);
        var reading = ConstitutionReader.Read(reader.ReadToEnd(), Path.GetFileName(Resource));
        return reading.Constitution ?? throw new InvalidOperationException($"content/{Resource} has mistakes; the first: {reading.Mistakes[0]}");
    }
}

namespace TeachWhy.Training;

/// <summary>Data files, example after example.</summary>
public static class DataFiles
{
    /// <summary>Every example of the files, in their order.</summary>
    /// <exception cref="TrainingDataException">A file cannot be read, holds nothing, or a line of it holds no example.</exception>
    public static IEnumerable<(TrainingExample Example, JsonLine Line)> Read(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            var any = false;
            foreach (var line in JsonLinesFile.Read(file))
            {
                any = true;
                yield return (ExampleReader.Read(line), line);
            }
            if (!any)
            {
                throw new TrainingDataException($"{file} holds no example; each line must hold one.");
            }
        }
    }
}

using TeachWhy.App.Making;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Training;

namespace TeachWhy.App.Gates;

/// <summary>The example of a file's line, as gates look at it.</summary>
internal static class GatedLine
{
    /// <exception cref="TrainingDataException">The line holds no example.</exception>
    public static GatedItem Read(JsonLine line) => new(new ItemName(line.File, line.Number), GivenExample.Of(ExampleReader.Read(line)));
}

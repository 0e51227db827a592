namespace TeachWhy.Curriculum.Datasets;

/// <summary>A dataset that another one is made from: its examples by their numbers, in whatever order they are wanted.</summary>
public interface IExampleSource
{
    /// <summary>How a person calls it.</summary>
    string Name { get; }

    /// <summary>SHA-256 of its bytes: another hash is another dataset.</summary>
    string Hash { get; }

    /// <summary>How many examples there are.</summary>
    int Count { get; }

    /// <summary>How many of them are documents.</summary>
    int Documents { get; }

    /// <summary>Tokens of all, about.</summary>
    long Tokens { get; }

    /// <summary>An example, from 0, with its <see cref="Example.Given"/>. Many threads may read.</summary>
    /// <exception cref="InvalidDataException">It was changed or cut short since it was opened.</exception>
    Example Read(int number);
}

using TeachWhy.Curriculum.Datasets.Reading;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>A dataset's folder, or a file of examples from elsewhere.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="Name">Its path below what is shown.</param>
/// <param name="Bytes">Of its files; of a folder, of those in it.</param>
public sealed record DatasetPlace(string Key, string Name, string Path, long Bytes, DateTimeOffset Changed);

/// <summary>A dataset of the list.</summary>
/// <param name="Glance">Its small files; null where it could not be looked at.</param>
/// <param name="Damage">What is wrong with it, in a sentence; null where nothing is.</param>
public sealed record ListedDataset(DatasetPlace Place, OpenDataset? Glance, string? Damage);

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>Whose trainer reads a dataset.</summary>
public enum DatasetFormat
{
    /// <summary>Hugging Face's TRL: one file.</summary>
    Trl,

    /// <summary>Axolotl: a folder with the data and two configurations.</summary>
    Axolotl,

    /// <summary>OpenAI's fine-tuning: one file of conversations.</summary>
    OpenAI,
}

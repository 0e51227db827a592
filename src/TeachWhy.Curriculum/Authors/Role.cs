namespace TeachWhy.Curriculum.Authors;

/// <summary>Who is asked for a piece.</summary>
public enum Role
{
    /// <summary>Who invents, drafts and rewrites.</summary>
    Author,

    /// <summary>The model that is later trained on what it says itself.</summary>
    Sampler,

    /// <summary>Who decides on others' text: asked without chance, where the model lets one.</summary>
    Judge,
}

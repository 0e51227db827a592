namespace TeachWhy.Curriculum.Authors;

/// <summary>Who takes which role in making a dataset. One author may take all.</summary>
public sealed record AuthorRoles(IAuthor Author, IAuthor Sampler, IAuthor Judge)
{
    /// <summary>One author in every role.</summary>
    public AuthorRoles(IAuthor author)
        : this(author, author, author)
    {
    }

    /// <summary>Who takes a role.</summary>
    public IAuthor Of(Role role) => role switch
    {
        Role.Sampler => Sampler,
        Role.Judge => Judge,
        _ => Author,
    };
}

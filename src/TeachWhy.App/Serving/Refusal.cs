namespace TeachWhy.App.Serving;

/// <summary>A request that is not answered as asked. The message is one sentence that says what was given and what is allowed.</summary>
/// <param name="status">The status of HTTP.</param>
/// <param name="parameter">The field at fault, such as <c>messages[2].role</c>; null where no field is.</param>
/// <param name="code">OpenAI's word for the reason, for programs.</param>
internal sealed class Refusal(int status, string message, string? parameter = null, string? code = null) : Exception(message)
{
    public int Status { get; } = status;

    public string? Parameter { get; } = parameter;

    public string? Code { get; } = code;

    /// <summary>When to try again; null where trying again would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>OpenAI's name for this kind of error.</summary>
    public string Type => Status switch
    {
        429 => "requests",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>A field that cannot be as it is.</summary>
    public static Refusal Of(string parameter, string message) => new(400, message, parameter);

    /// <summary>A field that would change the answer in a way that this server does not offer.</summary>
    public static Refusal Unsupported(string parameter, string message) => new(400, message, parameter, "unsupported_parameter");
}

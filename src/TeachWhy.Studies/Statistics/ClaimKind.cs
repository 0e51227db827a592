using System.Text.Json.Serialization;

namespace TeachWhy.Studies.Statistics;

/// <summary>What a published claim says of the first arm, measured against the second.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimKind>))]
public enum ClaimKind
{
    /// <summary>The first is lower.</summary>
    [JsonStringEnumMemberName("lower")] Lower,

    /// <summary>The first is higher.</summary>
    [JsonStringEnumMemberName("higher")] Higher,

    /// <summary>The first is not lower by as much as the margin: it must not help.</summary>
    [JsonStringEnumMemberName("not lower")] NotLower,

    /// <summary>The first is not higher by as much as the margin: it does as well.</summary>
    [JsonStringEnumMemberName("not higher")] NotHigher,

    /// <summary>The two differ by less than the margin.</summary>
    [JsonStringEnumMemberName("little")] Little,
}

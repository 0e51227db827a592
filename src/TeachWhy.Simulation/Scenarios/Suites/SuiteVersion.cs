using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Simulation;

/// <summary>Names a suite's content: changes whenever anything changes that a model sees or a judge rules by.</summary>
public static class SuiteVersion
{
    private const int Letters = 12;

    /// <returns>The first letters of a SHA-256, in hexadecimal.</returns>
    public static string Of(IReadOnlyList<Scenario> scenarios, IToolbox toolbox)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var scenario in scenarios.OrderBy(scenario => scenario.Id, StringComparer.Ordinal))
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(scenario));
            foreach (var tool in scenario.Tools)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Told(toolbox.Declare(tool, scenario))));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Letters];
    }

    private static string Told(AITool tool) =>
        $"\n{tool.Name}\n{tool.Description}\n{(tool is AIFunctionDeclaration function ? function.JsonSchema.GetRawText() : "")}\n";
}

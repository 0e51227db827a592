using System.Diagnostics;
using System.Text.Json;
using TeachWhy.Training;

namespace TeachWhy.Studies.Artifacts;

/// <summary>
/// Working time and peak memory over every session in a folder, killed ones up to their last save.
/// Kept beside the artifacts and part of none of them.
/// </summary>
public sealed class RunLedger : IDisposable
{
    private const string FileName = "ledger.json";
    private static readonly TimeSpan SavesEvery = TimeSpan.FromSeconds(5);

    private readonly ArtifactFolder _folder;
    private readonly TimeProvider _time;
    private readonly Func<long> _memory;
    private readonly long _start;
    private readonly LedgerState _before;
    private readonly ITimer _timer;
    private readonly Lock _saving = new();
    private bool _closed;

    private RunLedger(ArtifactFolder folder, TimeProvider time, Func<long> memory, LedgerState before)
    {
        _folder = folder;
        _time = time;
        _memory = memory;
        _before = before;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => TrySave(), null, SavesEvery, SavesEvery);
    }

    /// <summary>Working time of this session and all before it.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds(_before.ElapsedSeconds) + _time.GetElapsedTime(_start);

    /// <summary>Largest resident memory of any session, in bytes.</summary>
    public long PeakMemoryBytes => Math.Max(_before.PeakMemoryBytes, _memory());

    /// <summary>Sessions so far, this one included.</summary>
    public int Sessions => _before.Sessions + 1;

    /// <summary>Starts a session: saves every few seconds, and when disposed.</summary>
    /// <param name="memory">This process's peak resident memory in bytes; null asks the operating system.</param>
    public static RunLedger Open(ArtifactFolder folder, TimeProvider time, Func<long>? memory = null) =>
        new(folder, time, memory ?? PeakOfThisProcess, Read(folder.PathOf(FileName)));

    public void Save()
    {
        lock (_saving)
        {
            if (_closed)
            {
                return;
            }

            var state = new LedgerState(Elapsed.TotalSeconds, PeakMemoryBytes, Sessions);
            _folder.ReplaceText(FileName, JsonSerializer.Serialize(state, ArtifactJson.Options));
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        TrySave();

        // A tick may still be on its way; the folder is no longer ours by then.
        lock (_saving)
        {
            _closed = true;
        }
    }

    private static LedgerState Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<LedgerState>(File.ReadAllText(path), ArtifactJson.Options) ?? LedgerState.Empty
                : LedgerState.Empty;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // A ledger is a note, not a result: a damaged one starts anew.
            return LedgerState.Empty;
        }
    }

    private static long PeakOfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private void TrySave()
    {
        try
        {
            Save();
        }
        catch (WorkFolderException)
        {
            // A full disk stops the work itself with a better sentence than a timer could give.
        }
    }

    private sealed record LedgerState(double ElapsedSeconds, long PeakMemoryBytes, int Sessions)
    {
        public static LedgerState Empty { get; } = new(0, 0, 0);
    }
}

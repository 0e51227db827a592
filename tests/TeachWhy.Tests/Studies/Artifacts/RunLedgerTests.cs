using TeachWhy.Studies.Artifacts;

namespace TeachWhy.Tests.Studies.Artifacts;

public sealed class RunLedgerTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Working_time_adds_up_over_sessions_and_memory_keeps_its_peak()
    {
        Session(seconds: 30, memory: 900);
        _time.Advance(TimeSpan.FromHours(8));
        Session(seconds: 12, memory: 500);

        using var folder = ArtifactFolder.Open(_temporary.FullPath);
        using var ledger = RunLedger.Open(folder, _time, () => 100);
        Assert.Equal((TimeSpan.FromSeconds(42), 900, 3), (ledger.Elapsed, ledger.PeakMemoryBytes, ledger.Sessions));
    }

    [Fact]
    public void A_killed_session_counts_up_to_its_last_save()
    {
        using var folder = ArtifactFolder.Open(_temporary.FullPath);
        var killed = RunLedger.Open(folder, _time, () => 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4));

        // Not disposed: nothing but the timer saved.
        using var next = RunLedger.Open(folder, _time, () => 1);
        Assert.Equal(TimeSpan.FromSeconds(5), next.Elapsed);
        killed.Dispose();
    }

    [Fact]
    public void A_damaged_ledger_starts_anew()
    {
        File.WriteAllText(_temporary.PathOf("ledger.json"), "{\"elapsed");

        using var folder = ArtifactFolder.Open(_temporary.FullPath);
        using var ledger = RunLedger.Open(folder, _time, () => 1);
        Assert.Equal((TimeSpan.Zero, 1), (ledger.Elapsed, ledger.Sessions));
    }

    [Fact]
    public void A_ledger_that_cannot_be_written_stops_nothing()
    {
        using var folder = ArtifactFolder.Open(_temporary.FullPath, new ArtifactFolderOptions { Storage = new FailingStorage(0) });
        using var ledger = RunLedger.Open(folder, _time, () => 1);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(5), ledger.Elapsed);
    }

    private void Session(int seconds, long memory)
    {
        using var folder = ArtifactFolder.Open(_temporary.FullPath);
        using var ledger = RunLedger.Open(folder, _time, () => memory);
        _time.Advance(TimeSpan.FromSeconds(seconds));
    }
}

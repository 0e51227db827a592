using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class ConcurrencyLevelTests
{
    private readonly FakeTime _time = new();

    // A provider that bears so many requests at once and refuses the rest at once; each request takes 10 ticks.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(90)]
    public void It_finds_what_a_provider_bears(int capacity)
    {
        var requests = 300 + (50 * capacity);
        var level = new ConcurrencyLevel(new ConcurrencyOptions(), _time);
        var provider = new SimulatedProvider(level, _time) { Capacity = capacity };

        var ticks = provider.Serve(requests);

        // As many as it bears, all the time, would take this long; a saw between half and all of it stays above two thirds.
        var ideal = requests / capacity * SimulatedProvider.TicksPerReply;
        Assert.InRange((double)ideal / ticks, 0.66, 1.0);
        Assert.InRange(level.Level, 1, capacity + 2);
        Assert.InRange((double)provider.Refused / requests, 0, 0.15);
    }

    [Fact]
    public void It_follows_a_provider_that_comes_to_bear_more_or_less()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions(), _time);
        var provider = new SimulatedProvider(level, _time) { Capacity = 40 };
        provider.Serve(2_000);
        var before = level.Level;

        provider.Capacity = 10;
        provider.Serve(2_000);
        var after = level.Level;

        provider.Capacity = 60;
        provider.Serve(6_000);

        Assert.InRange(before, 20, 42);
        Assert.InRange(after, 5, 12);
        Assert.InRange(level.Level, 30, 62);
    }

    [Fact]
    public void A_provider_that_bears_everything_is_given_the_ceiling_and_no_more()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions { Start = 4, Ceiling = 50 }, _time);
        var provider = new SimulatedProvider(level, _time) { Capacity = int.MaxValue };

        var ticks = provider.Serve(2_000);

        Assert.Equal((50, 50), (level.Level, provider.MostInWork));
        Assert.InRange(ticks, 2_000 / 50 * SimulatedProvider.TicksPerReply, 2_000 / 50 * SimulatedProvider.TicksPerReply * 1.5);
    }

    [Fact]
    public void A_provider_that_refuses_everything_is_asked_by_one_at_a_time()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions { Start = 64 }, _time);

        for (var round = 0; round < 20; round++)
        {
            Enter(level).Strained(null);
        }

        Assert.Equal(1, level.Level);
    }

    // Twenty that were on their way when the first was refused say nothing new.
    [Fact]
    public void One_burst_halves_once()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions { Start = 20 }, _time);
        var turns = Enumerable.Range(0, 20).Select(_ => Enter(level)).ToList();

        turns.ForEach(turn => turn.Strained(null));

        Assert.Equal((10, 0), (level.Level, level.Running));
    }

    [Fact]
    public void What_a_provider_asks_of_one_holds_for_all()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions { Start = 4 }, _time);
        Enter(level).Strained(TimeSpan.FromSeconds(30));

        var waiting = Enumerable.Range(0, 2).Select(_ => level.EnterAsync(CancellationToken.None)).ToList();
        _time.Advance(TimeSpan.FromSeconds(29));
        var early = level.Running;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((0, 2, 0), (early, level.Running, level.Waiting));
    }

    [Fact]
    public async Task Who_waits_longest_goes_first_and_who_gives_up_leaves()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions { Start = 1, Ceiling = 1 }, _time);
        using var givesUp = new CancellationTokenSource();
        var running = Enter(level);
        var (first, second, third) = (level.EnterAsync(default), level.EnterAsync(givesUp.Token), level.EnterAsync(default));

        await givesUp.CancelAsync();
        running.Succeeded();
        var next = await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        Assert.Equal((1, 1), (level.Running, level.Waiting));
        next.Dispose();
        (await third).Dispose();
        Assert.Equal((0, 0), (level.Running, level.Waiting));
    }

    // Without somebody waiting, replies one by one would raise a level that nobody has tried.
    [Fact]
    public void A_level_that_is_not_used_does_not_grow()
    {
        var level = new ConcurrencyLevel(new ConcurrencyOptions { Start = 8 }, _time);

        for (var round = 0; round < 1000; round++)
        {
            Enter(level).Succeeded();
        }

        Assert.Equal(8, level.Level);
    }

    [Fact]
    public void Models_behind_one_address_share_a_level_and_others_do_not()
    {
        var (levels, options) = (new ProviderLevels(), new ConcurrencyOptions());

        var one = levels.Of(new Uri("https://api.example/v1"), options, _time);

        Assert.Same(one, levels.Of(new Uri("https://API.example/v2"), options, _time));
        Assert.NotSame(one, levels.Of(new Uri("https://other.example/v1"), options, _time));
    }

    private static ConcurrencyLevel.Turn Enter(ConcurrencyLevel level)
    {
        var entering = level.EnterAsync(CancellationToken.None);
        Assert.True(entering.IsCompleted);
        return entering.Result;
    }

    /// <summary>A provider in ticks of a second: what it takes on is answered ten ticks later, what is too much is refused at the next.</summary>
    private sealed class SimulatedProvider(ConcurrencyLevel level, FakeTime time)
    {
        public const int TicksPerReply = 10;

        private readonly List<(int Due, bool Taken, ConcurrencyLevel.Turn Turn)> _inWork = [];
        private readonly Queue<Task<ConcurrencyLevel.Turn>> _entering = [];
        private int _tick;

        public int Capacity { get; set; }

        public int Refused { get; private set; }

        public int MostInWork { get; private set; }

        /// <returns>The ticks until all were answered; what is refused is asked again.</returns>
        public int Serve(int requests)
        {
            var start = _tick;
            for (var answered = 0; answered < requests;)
            {
                TakeOn(Math.Min(200, requests - answered));
                _tick++;
                time.Advance(TimeSpan.FromSeconds(1));
                foreach (var (_, taken, turn) in Due())
                {
                    if (taken)
                    {
                        turn.Succeeded();
                        answered++;
                    }
                    else
                    {
                        turn.Strained(null);
                        Refused++;
                    }
                }
            }

            return _tick - start;
        }

        // There are always some who wait, as long as there is work.
        private void TakeOn(int wanted)
        {
            while (_entering.Count + _inWork.Count < wanted)
            {
                _entering.Enqueue(level.EnterAsync(CancellationToken.None));
            }

            while (_entering.TryPeek(out var entering) && entering.IsCompleted)
            {
                var taken = _inWork.Count(one => one.Taken) < Capacity;
                _inWork.Add((_tick + (taken ? TicksPerReply : 1), taken, _entering.Dequeue().Result));
                MostInWork = Math.Max(MostInWork, _inWork.Count);
            }
        }

        private List<(int Due, bool Taken, ConcurrencyLevel.Turn Turn)> Due()
        {
            var due = _inWork.Where(one => one.Due <= _tick).ToList();
            _inWork.RemoveAll(one => one.Due <= _tick);
            return due;
        }
    }
}

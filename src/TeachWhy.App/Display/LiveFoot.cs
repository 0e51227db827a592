using Spectre.Console;
using Spectre.Console.Rendering;

namespace TeachWhy.App.Display;

/// <summary>What is redrawn a few times a second at the foot of a terminal while work goes on; sentences worth keeping scroll up above it.</summary>
internal sealed class LiveFoot(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<string> _kept = [];

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Keeps a sentence, with the time at which it came.</summary>
    public void Keep(string sentence)
    {
        lock (_lock)
        {
            _kept.Add($"{Words.Clock(Elapsed)} {sentence}");
        }
    }

    /// <summary>Writes what is kept and no view is there to write.</summary>
    public void WriteKept()
    {
        lock (_lock)
        {
            console.Write(new Rows(_kept.Select(sentence => new Text(sentence))));
        }
    }

    /// <summary>Does the work while the view is shown; the view is asked for a last time when the work has ended.</summary>
    public Task<T> ShowAsync<T>(Func<Task<T>> work, Func<IRenderable> view) =>
        console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            // The work may compute for seconds before its first await.
            var running = Task.Run(work);
            using var redraw = new PeriodicTimer(RedrawEvery, time);
            while (!running.IsCompleted)
            {
                Draw(live, view);
                await Task.WhenAny(running, redraw.WaitForNextTickAsync().AsTask());
            }

            Draw(live, view);
            return await running;
        });

    /// <inheritdoc cref="ShowAsync{T}"/>
    /// <remarks>Nothing of the view is left when the work has ended.</remarks>
    public Task ShowAsync(Func<Task> work, Func<IRenderable> view)
    {
        var ended = false;
        return ShowAsync(
            async () =>
            {
                try
                {
                    await work();
                    return true;
                }
                finally
                {
                    Volatile.Write(ref ended, true);
                }
            },
            () => Volatile.Read(ref ended) ? new Text("") : view());
    }

    private void Draw(LiveDisplayContext live, Func<IRenderable> view)
    {
        string[] kept;
        lock (_lock)
        {
            kept = [.. _kept];
            _kept.Clear();
        }

        if (kept.Length > 0)
        {
            console.Write(new Note(string.Join('\n', kept)));
        }

        live.UpdateTarget(view());
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using TeachWhy.App.Loopback;

namespace TeachWhy.App.Serving;

/// <summary>A model behind HTTP on loopback, from the first request to the last.</summary>
internal sealed class Server : IAsyncDisposable
{
    // Requests that are cut off still tell their clients so.
    private static readonly TimeSpan TimeToSayGoodbye = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private int _running;

    /// <param name="model">Owned by the caller; it must live until the server is disposed of.</param>
    public Server(ServedModel model, ServerOptions options, IServeDisplay display, Chance chance, TimeProvider time)
    {
        (_options, _time) = (options, time);

        var builder = LoopbackHost.CreateBuilder(options.Grace + TimeToSayGoodbye);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        _application = builder.Build();

        var entrance = new Entrance(options, display, time);
        _application.Use((context, next) => CountAsync(() => entrance.PassAsync(context, next)));
        _application.UseRouting();
        new Endpoints(model, options, new Answering(model.Engine, options, time, _stopping.Token), chance, time).MapTo(_application);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address => _application.Address();

    /// <exception cref="Mistake">The port cannot be had.</exception>
    public Task StartAsync(CancellationToken cancellation) => _application.StartOnAsync(_options.Port, cancellation);

    /// <summary>Accepts no more, and lets what runs end while there is grace.</summary>
    /// <returns>How many requests had to be cut off.</returns>
    public async Task<int> StopAsync()
    {
        using var grace = new CancellationTokenSource(_options.Grace, _time);
        var cut = 0;
        await using var end = grace.Token.Register(() =>
        {
            cut = Volatile.Read(ref _running);
            _stopping.Cancel();
        });

        await _application.StopAsync(CancellationToken.None);
        return cut;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = _options.MostBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = _options.MostConnections;
        kestrel.ListenOnLoopback(_options.Port);
    }

    private async Task CountAsync(Func<Task> pass)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await pass();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

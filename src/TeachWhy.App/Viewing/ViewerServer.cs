using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TeachWhy.App.Loopback;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.App.Viewing;

/// <summary>The viewer's pages behind HTTP on loopback. It answers questions and takes nothing: requests have no bodies.</summary>
internal sealed class ViewerServer : IAsyncDisposable
{
    private const int MostConnections = 256;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly int _port;

    /// <param name="port">On 127.0.0.1 and ::1; 0 takes a free one.</param>
    /// <param name="failed">Is told of failures that nobody foresaw.</param>
    public ViewerServer(ViewerPages pages, int port, Action<Exception> failed)
    {
        _port = port;
        var builder = LoopbackHost.CreateBuilder(Grace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        _application = builder.Build();
        var entrance = new ViewerEntrance(pages, failed);
        _application.Run(entrance.AnswerAsync);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:8181</c>.</summary>
    public Uri Address => _application.Address();

    /// <exception cref="Mistake">The port cannot be had.</exception>
    public Task StartAsync(CancellationToken cancellation) => _application.StartOnAsync(_port, cancellation);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.ListenOnLoopback(_port);
    }
}

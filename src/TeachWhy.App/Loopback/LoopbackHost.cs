using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TeachWhy.App.Loopback;

/// <summary>What every server of ours has in common: it listens on this machine only, and answers to this machine's names only.</summary>
internal static class LoopbackHost
{
    /// <summary>A builder that reads no settings file and no environment variable: what is served is what was asked for.</summary>
    /// <param name="grace">After a request to stop, what running requests have left to end in.</param>
    public static WebApplicationBuilder CreateBuilder(TimeSpan grace)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = grace);
        return builder;
    }

    /// <param name="port">On 127.0.0.1 and ::1; 0 takes a free one.</param>
    public static void ListenOnLoopback(this KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        if (port == 0)
        {
            // A free port that both loopback addresses share cannot be asked for.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }

    /// <exception cref="Mistake">The port cannot be had.</exception>
    public static async Task StartOnAsync(this WebApplication application, int port, CancellationToken cancellation)
    {
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new Mistake($"Port {port} is in use by another program; give another one with --port, or 0 for any that is free.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new Mistake($"Port {port} may not be used by this user; ports from 1024 on may.");
        }
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:8080</c>.</summary>
    public static Uri Address(this WebApplication application) => new(
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.First().Replace("localhost", "127.0.0.1", StringComparison.Ordinal));

    /// <summary>Whether a host is this machine. A page from elsewhere can point a name of its own at this machine, but it cannot hide that name.</summary>
    public static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Ends when a server is told to stop.</summary>
    public static Task WhenCancelled(this CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.UnsafeRegister(_ => cancelled.TrySetResult(), null);
        return cancelled.Task;
    }

    /// <summary>The command line listens to signals already.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

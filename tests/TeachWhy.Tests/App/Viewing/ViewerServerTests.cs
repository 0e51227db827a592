using System.Net;
using System.Net.Sockets;
using System.Text;
using TeachWhy.Tests.Studies.Viewer;

namespace TeachWhy.Tests.App.Viewing;

public sealed class ViewerServerTests : IDisposable
{
    private readonly SampleShelf _shelf = SampleShelf.Full();

    // A page from elsewhere can make a browser send a request here under a name of its own.
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LocalHost:99", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8181", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("192.168.0.7", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.nip.example", HttpStatusCode.Forbidden)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using var viewer = await RunningViewer.StartAsync(_shelf);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };

        using var response = await viewer.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected is HttpStatusCode.OK, (await response.Content.ReadAsStringAsync()).Contains("example-large", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    public async Task Nothing_but_reading_is_allowed(string method)
    {
        await using var viewer = await RunningViewer.StartAsync(_shelf);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");

        using var response = await viewer.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    // As sent: a client would tidy them up.
    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("/logs/..%2f..%2fsecret.txt")]
    [InlineData("/logs/broken.eval")]
    [InlineData("/logs/{log}/..%2f..%2f..%2fsecret.txt")]
    [InlineData("/logs/{log}/{sample}/../../../secret.txt")]
    [InlineData("/logs/{log}/{sample}/..%2fsecret.txt")]
    [InlineData("/logs/{log}/{sample}/m99.txt")]
    [InlineData("/studies/{study}/../../secret.txt")]
    [InlineData("/studies/{study}/..%2f..%2fsecret.txt")]
    [InlineData("/studies/{study}/rollouts/..%5c..%5csecret.txt")]
    [InlineData("/studies/{study}/results.json")]
    [InlineData("/studies/{study}//etc/passwd")]
    [InlineData("/studies/nothing/report.html")]
    [InlineData("/logs/nothing")]
    [InlineData("/sides?first=nothing&second={log}")]
    [InlineData("/sides/nothing?first={log}&second={log}")]
    [InlineData("//secret.txt")]
    [InlineData("/C:/secret.txt")]
    public async Task No_address_becomes_a_path(string address)
    {
        File.WriteAllText(_shelf.PathOf("secret.txt"), "the secret");
        File.WriteAllText(Path.Combine(_shelf.Root, "secret.txt"), "the secret");
        await using var viewer = await RunningViewer.StartAsync(_shelf);
        var log = _shelf.KeyOf("logs/large.eval");
        var filled = address.Replace("{log}", log, StringComparison.Ordinal).Replace("{study}", _shelf.Library.Look().Studies.Single().Key, StringComparison.Ordinal)
            .Replace("{sample}", _shelf.Library.Open(_shelf.Library.FindLog(log)!).Keys[0], StringComparison.Ordinal);

        var answer = await RawAsync(viewer.Address, $"GET {filled} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("the secret", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(_shelf.Root, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_fetch_and_run_nothing_and_to_keep_no_cookie()
    {
        await using var viewer = await RunningViewer.StartAsync(_shelf);
        var (log, study) = ($"/logs/{_shelf.KeyOf("logs/large.eval")}", _shelf.Library.Look().Studies.Single().Key);
        var sample = $"{log}/{_shelf.Library.Open(_shelf.Library.FindLog(log[6..])!).Keys[0]}";

        foreach (var address in new[] { "/", log, sample, $"{sample}/m1.txt", $"{sample}/after.txt", $"/studies/{study}/report.html", $"/studies/{study}/rollouts/advice.html", "/nowhere" })
        {
            using var response = await viewer.Client.GetAsync(address);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src 'unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.False(response.Headers.Contains("Set-Cookie"));
            Assert.False(response.Headers.Contains("Server"));
            Assert.Equal(address.EndsWith(".txt", StringComparison.Ordinal) ? "text/plain" : "text/html", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_head_request_gets_the_headers_alone()
    {
        await using var viewer = await RunningViewer.StartAsync(_shelf);

        var answer = await RawAsync(viewer.Address, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    // A log that was whole when it was listed may be damaged when it is opened.
    [Fact]
    public async Task A_damaged_log_is_answered_with_its_sentence()
    {
        await using var viewer = await RunningViewer.StartAsync(_shelf);

        using var response = await viewer.Client.GetAsync($"/logs/{_shelf.KeyOf("logs/broken.eval")}");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("ends in the middle of its third sample", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _shelf.Dispose();

    private static async Task<string> RawAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}

using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;

namespace TeachWhy.Chat;

/// <summary>
/// A model behind a server that hands out its thoughts and calls as text: they are read there as they are for a local checkpoint.
/// The server is told that no tool is to be called, so that it shows the tools to the model and forces no form of its own upon it.
/// </summary>
internal sealed class TextFormClient(IChatClient inner, ReplyForm form) : WholeReplyClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = options?.Clone();
        var mayCall = ChatJson.Tools(options) is not null;
        if (mayCall)
        {
            asked!.ToolMode = ChatToolMode.None;
        }

        var response = await InnerClient.GetResponseAsync(messages, asked, cancellationToken);
        var reader = new ReplyReader(form, mayCall);
        var calls = 0;
        IReadOnlyList<ReplyPart> parts = [.. reader.Add(response.Text.TrimStart()), .. reader.Finish()];
        response.Messages = [ReplyContents.Message(parts.Select(part => ReplyContents.Of(part, part is ReplyPart.Called ? ++calls : calls)))];
        return response;
    }
}

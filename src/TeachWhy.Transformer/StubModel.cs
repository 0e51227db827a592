namespace TeachWhy.Transformer;
public sealed class TransformerModel : IDisposable { public void Dispose() { } }

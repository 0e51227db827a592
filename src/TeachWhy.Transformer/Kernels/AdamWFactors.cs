namespace TeachWhy.Transformer.Kernels;

/// <summary>The numbers of one AdamW step, the same for every parameter of a tensor.</summary>
/// <param name="GradientScale">What clipping multiplies the gradient by; 1 without.</param>
/// <param name="Beta1">Share of the old mean that is kept.</param>
/// <param name="Beta2">Share of the old variance that is kept.</param>
/// <param name="Shrink">1 − learning rate · weight decay.</param>
/// <param name="StepSize">learning rate / (1 − β₁ᵗ)</param>
/// <param name="InverseRootCorrection">1 / √(1 − β₂ᵗ)</param>
/// <param name="Epsilon">Keeps the quotient finite.</param>
public readonly record struct AdamWFactors(
    float GradientScale, float Beta1, float Beta2, float Shrink, float StepSize, float InverseRootCorrection, float Epsilon);

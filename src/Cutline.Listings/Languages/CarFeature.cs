namespace Cutline.Listings.Languages;

/// <summary>A property of a car that a text can claim in words: its drive, transmission, fuel or charging.</summary>
public enum CarFeature
{
    /// <summary>Front-wheel drive.</summary>
    FrontDrive,

    /// <summary>Rear-wheel drive.</summary>
    RearDrive,

    /// <summary>All-wheel or four-wheel drive; texts do not tell them apart.</summary>
    AllDrive,

    /// <summary>A manual transmission.</summary>
    Manual,

    /// <summary>An automatic transmission.</summary>
    Automatic,

    /// <summary>A continuously variable transmission.</summary>
    Variable,

    /// <summary>A dual-clutch transmission.</summary>
    DualClutch,

    /// <summary>Gasoline (petrol).</summary>
    Gasoline,

    /// <summary>Diesel.</summary>
    Diesel,

    /// <summary>Electricity.</summary>
    Electric,

    /// <summary>A hybrid drive.</summary>
    Hybrid,

    /// <summary>A plug-in hybrid drive.</summary>
    PlugIn,

    /// <summary>Natural gas (CNG).</summary>
    NaturalGas,

    /// <summary>Liquefied petroleum gas, propane (LPG).</summary>
    LiquefiedGas,

    /// <summary>Ethanol, E85.</summary>
    Ethanol,

    /// <summary>Hydrogen.</summary>
    Hydrogen,

    /// <summary>A turbocharger.</summary>
    Turbocharged,

    /// <summary>A supercharger.</summary>
    Supercharged,
}

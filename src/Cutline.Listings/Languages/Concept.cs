namespace Cutline.Listings.Languages;

/// <summary>What a word of a text claims about a car, in whatever language.</summary>
public enum Concept
{
    FrontDrive,
    RearDrive,

    /// <summary>All-wheel and four-wheel drive, which texts do not tell apart.</summary>
    AllDrive,

    Manual,
    Automatic,

    /// <summary>Continuously variable.</summary>
    Variable,

    DualClutch,
    Gasoline,
    Diesel,
    Electric,
    Hybrid,
    PlugIn,
    NaturalGas,
    LiquefiedGas,
    Ethanol,
    Hydrogen,
    Turbocharged,
    Supercharged,
}

namespace Cutline.Web.Tests.Running;

/// <summary>Tests of pages take turns in one chromium.</summary>
[CollectionDefinition(Name)]
public sealed class Pages : ICollectionFixture<Chromium>
{
    public const string Name = "pages";
}
